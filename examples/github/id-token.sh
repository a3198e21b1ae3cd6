#!/bin/sh
# Prints an OIDC token of this job for SHOWCALLER_AUDIENCE. The job needs "permissions: id-token: write". Tokens live for
# minutes only: the gate's script asks for a new one before every request.
set -eu
: "${SHOWCALLER_AUDIENCE:=showcaller}"
if [ -z "${ACTIONS_ID_TOKEN_REQUEST_URL:-}" ] || [ -z "${ACTIONS_ID_TOKEN_REQUEST_TOKEN:-}" ]; then
  echo 'Showcaller: the job has no OIDC token. Add "permissions: id-token: write" to it.' >&2
  exit 3
fi
# The token for the request is not on the command line, where others on the machine could read it.
printf 'header = "Authorization: Bearer %s"\n' "$ACTIONS_ID_TOKEN_REQUEST_TOKEN" |
  curl -fsS -K - --max-time 30 --retry 3 -G --data-urlencode "audience=$SHOWCALLER_AUDIENCE" "$ACTIONS_ID_TOKEN_REQUEST_URL" |
  sed -n 's/.*"value"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p'
