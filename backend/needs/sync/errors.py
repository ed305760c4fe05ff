"""What can go wrong with reports of sites."""

from backend.core.errors import FieldProblem, Unprocessable


class ReportFromTheFuture(Unprocessable):
    def __init__(self) -> None:
        sentence = "A site's records cannot go further than now."
        super().__init__(sentence, errors=[FieldProblem(field="data_up_to", message=sentence)])
