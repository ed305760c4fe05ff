-- Answers kept for a repeated request, and refresh tokens that can no longer be used.
-- A used or revoked token stays until it would have expired: until then its reuse tells of a theft.
WITH old_answers AS (
    DELETE FROM support.idempotency_keys
    WHERE created_at < now() - INTERVAL '7 days'
)

DELETE FROM support.refresh_tokens
WHERE expires_at < now() - INTERVAL '1 day';
