#!/bin/sh
# Asks Showcaller's gate whether something may be merged or deployed, waits for the answer, and prints why.
# Needs a POSIX shell, curl and awk. Everything is told by environment variables:
#
#   SHOWCALLER_URL              address of the portal's backend: https://portal.example.com
#   SHOWCALLER_TOKEN            OIDC token of the CI job, or a service token of Backstage
#   SHOWCALLER_TOKEN_COMMAND    prints a token; run before every request, for tokens that live shorter than the wait
#   SHOWCALLER_CALLER           ci (default: an OIDC token of a CI system) or service (a service token of Backstage)
#   SHOWCALLER_ENTITY           component:default/payments
#   SHOWCALLER_ENVIRONMENT      production
#   SHOWCALLER_STAGE            pre-merge, pre-deploy (default), canary-25, post-deploy
#   SHOWCALLER_REPOSITORY       owner/repo
#   SHOWCALLER_SHA              commit, 40 digits
#   SHOWCALLER_PULL_REQUEST     number; optional, like all below
#   SHOWCALLER_ARTIFACT_DIGEST  sha256:…
#   SHOWCALLER_ARTIFACT_PURL    package URL of that artifact
#   SHOWCALLER_CONFIG_REVISION  revision of the configuration that is deployed with it
#   SHOWCALLER_IDENTIFIER       tells several gates of one stage apart
#   SHOWCALLER_SOURCE           which system asks: gitlab-ci, jenkins, github-actions
#   SHOWCALLER_REQUESTED_BY     who started it; may not approve it
#   SHOWCALLER_DRY_RUN          true: decided and recorded, nobody is told
#   SHOWCALLER_IDEMPOTENCY_KEY  the same key gives the same evaluation; by default made of what is asked and of the run
#   SHOWCALLER_WAIT_SECONDS     how long an approval is waited for (1800)
#   SHOWCALLER_POLL_SECONDS     pause between two looks (10)
#   SHOWCALLER_RETRY_SECONDS    how long a gate that does not answer is asked again (60)
#   SHOWCALLER_PRODUCTION       names of environments in which no answer means no (production prod live)
#   SHOWCALLER_UNREACHABLE      closed or open, instead of what the environment's name says
#   SHOWCALLER_OUTPUT           file that gets status=…, evaluation_id=…, evidence_url=… appended
#
# Exit status: 0 go; 1 held back; 2 nobody approved in time; 3 the question or the credentials were refused;
# 4 no answer, and the environment is a production.
set -eu
LC_ALL=C
export LC_ALL

say() { printf '%s\n' "$*" >&2; }
die() { status=$1; shift; say "Showcaller: $*"; exit "$status"; }

: "${SHOWCALLER_STAGE:=pre-deploy}" "${SHOWCALLER_SOURCE:=ci}" "${SHOWCALLER_CALLER:=ci}"
: "${SHOWCALLER_WAIT_SECONDS:=1800}" "${SHOWCALLER_POLL_SECONDS:=10}" "${SHOWCALLER_RETRY_SECONDS:=60}"
: "${SHOWCALLER_PRODUCTION:=production prod live}"
for name in URL ENTITY ENVIRONMENT REPOSITORY SHA; do
  eval "value=\${SHOWCALLER_$name:-}"
  [ -n "$value" ] || die 3 "SHOWCALLER_$name is not set. The top of this script says what it is."
done
[ -n "${SHOWCALLER_TOKEN:-}${SHOWCALLER_TOKEN_COMMAND:-}" ] ||
  die 3 "neither SHOWCALLER_TOKEN nor SHOWCALLER_TOKEN_COMMAND is set, so the gate would not know who asks."
case $SHOWCALLER_CALLER in
  ci) path=/api/showcaller/gate/ci/evaluations ;;
  service) path=/api/showcaller/gate/evaluations ;;
  *) die 3 "SHOWCALLER_CALLER is '$SHOWCALLER_CALLER'; it must be ci or service." ;;
esac
base=${SHOWCALLER_URL%/}
origin=$(printf '%s' "$base" | sed -n 's|^\(https\{0,1\}://[^/?#]*\).*|\1|p')
[ -n "$origin" ] || die 3 "SHOWCALLER_URL is '$SHOWCALLER_URL'; it must be an http(s) address."

# Without an answer: no in a production, yes elsewhere.
missing=open
for name in $SHOWCALLER_PRODUCTION; do
  [ "$SHOWCALLER_ENVIRONMENT" != "$name" ] || missing=closed
done
missing=${SHOWCALLER_UNREACHABLE:-$missing}
case $missing in open | closed) ;; *) die 3 "SHOWCALLER_UNREACHABLE is '$missing'; it must be closed or open." ;; esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# A text as JSON.
quoted() {
  printf '%s' "$1" | awk '
    BEGIN { for (i = 1; i < 32; i++) code[sprintf("%c", i)] = sprintf("\\u%04x", i) }
    {
      out = NR > 1 ? out "\\n" : ""
      for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        out = out (c == "\"" || c == "\\" ? "\\" c : (c in code) ? code[c] : c)
      }
      printf "%s", out; out = ""
    }' | sed 's/^/"/; s/$/"/'
  [ -n "$1" ] || printf '""'
}
# ,"name": "value" when there is a value.
field() { [ -z "$2" ] || printf ',"%s":%s' "$1" "$(quoted "$2")"; }

# The values of a JSON document, one a line: path, tab, value. Lines within a value become spaces.
flatten() {
  awk '
    function skip() { while (substr(s, p, 1) ~ /[ \t\r\n]/) p++ }
    function text(   c, out) {
      p++; out = ""
      while ((c = substr(s, p, 1)) != "\"" && p <= n) {
        if (c == "\\") {
          c = substr(s, ++p, 1)
          if (c == "u") { out = out unicode(substr(s, p + 1, 4)); p += 4 }
          else out = out (index("nrtbf", c) ? " " : c)
        } else out = out c
        p++
      }
      p++
      return out
    }
    function unicode(hex,   i, code) {
      code = 0
      for (i = 1; i <= 4; i++) code = code * 16 + index("0123456789abcdef", tolower(substr(hex, i, 1))) - 1
      return code >= 32 && code < 127 ? sprintf("%c", code) : "?"
    }
    function value(path,   c, key, i, start) {
      skip(); c = substr(s, p, 1)
      if (c == "{") {
        p++; skip()
        while (substr(s, p, 1) == "\"") {
          key = text(); skip(); p++
          value(path == "" ? key : path "." key); skip()
          if (substr(s, p, 1) == ",") { p++; skip() }
        }
        p++
      } else if (c == "[") {
        p++; skip(); i = 0
        while (substr(s, p, 1) != "]" && p <= n) {
          value(path "." i++); skip()
          if (substr(s, p, 1) == ",") { p++; skip() }
        }
        p++
      } else if (c == "\"") print path "\t" text()
      else {
        start = p
        while (p <= n && substr(s, p, 1) !~ /[],} \t\r\n]/) p++
        if (p == start) p = n + 1
        else print path "\t" substr(s, start, p - start)
      }
    }
    { s = s $0 "\n" }
    END { n = length(s); p = 1; value("") }' "$1"
}
read_field() { awk -F '\t' -v path="$1" '$1 == path { print $2; exit }' "$work/flat"; }
header() {
  awk -v name="$1" 'tolower(substr($0, 1, length(name) + 1)) == tolower(name) ":" {
    sub(/^[^:]*:[ \t]*/, ""); sub(/[ \t\r]*$/, ""); found = $0 } END { print found }' "$work/headers"
}

# Sends a request; the token is not on the command line, where others on the machine could read it. Sets `code`: 000
# without an answer.
send() {
  token=${SHOWCALLER_TOKEN:-}
  if [ -n "${SHOWCALLER_TOKEN_COMMAND:-}" ]; then
    token=$(sh -c "$SHOWCALLER_TOKEN_COMMAND") || die 3 "SHOWCALLER_TOKEN_COMMAND failed."
  fi
  : >"$work/headers"; : >"$work/body"
  code=$(printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl -sS -K - --max-time 60 -D "$work/headers" -o "$work/body" -w '%{http_code}' "$@" 2>"$work/error") || code=000
}
# What to wait before asking again, in seconds: what the gate says, at most a minute.
pause() {
  after=$(header retry-after)
  case $after in '' | *[!0-9]*) after=$1 ;; esac
  [ "$after" -le 60 ] || after=60
  sleep "$after"
}
now() { date +%s; }
# Whether the same request may succeed later.
temporary() { case $code in 000 | 408 | 425 | 429 | 5??) return 0 ;; *) return 1 ;; esac; }
problem() {
  if [ "$code" = 000 ]; then tr '\n' ' ' <"$work/error"
  else
    flatten "$work/body" >"$work/flat" 2>/dev/null || :
    said=$(read_field error.message)
    printf 'HTTP %s%s' "$code" "${said:+: $said}"
  fi
}
unreachable() {
  if [ "$missing" = closed ]; then
    die 4 "no answer from $origin ($(problem)); without one nothing goes to $SHOWCALLER_ENVIRONMENT."
  fi
  say "Showcaller: no answer from $origin ($(problem)); going on, for $SHOWCALLER_ENVIRONMENT is no production."
  finish UNREACHABLE 0
}
refused() {
  die 3 "the gate refused the request: $(problem). Correct the credentials or what is asked; asking again does not help."
}
finish() {
  if [ -n "${SHOWCALLER_OUTPUT:-}" ]; then
    {
      printf 'status=%s\n' "$1"
      printf 'evaluation_id=%s\n' "$(read_field id)"
      printf 'evidence_url=%s\n' "$(read_field evidenceUrl)"
    } >>"$SHOWCALLER_OUTPUT"
  fi
  exit "$2"
}

# Prints the answer with its reasons.
explain() {
  say "Showcaller: $status for $SHOWCALLER_ENTITY in $SHOWCALLER_ENVIRONMENT ($SHOWCALLER_STAGE)"
  say "  $(read_field explanation)"
  score=$(read_field risk.score)
  [ -z "$score" ] || say "  risk $score ($(read_field risk.band))"
  awk -F '\t' '
    $1 ~ /^matchedRules\.[0-9]+\.name$/ { print "  rule " $2 }
    $1 ~ /^matchedRules\.[0-9]+\.explanation$/ { print "    " $2 }
    $1 ~ /^risk\.top\.[0-9]+\.label$/ { print "  reason: " $2 }
    $1 ~ /^risk\.missing\.[0-9]+\.label$/ { label = $2 }
    $1 ~ /^risk\.missing\.[0-9]+\.reason$/ { print "  not known: " label " (" $2 ")" }
    $1 ~ /^rollbackPlan\.steps\.[0-9]+$/ { print "  to go back: " $2 }' "$work/flat" >&2
  evidence=$(read_field evidenceUrl)
  [ -z "$evidence" ] || say "  $evidence"
}

request=$(
  printf '{"entityRef":%s,"environment":%s,"stage":%s' \
    "$(quoted "$SHOWCALLER_ENTITY")" "$(quoted "$SHOWCALLER_ENVIRONMENT")" "$(quoted "$SHOWCALLER_STAGE")"
  printf ',"change":{"repository":%s,"sha":%s' "$(quoted "$SHOWCALLER_REPOSITORY")" "$(quoted "$SHOWCALLER_SHA")"
  case ${SHOWCALLER_PULL_REQUEST:-} in
    '' | *[!0-9]*) ;;
    *) printf ',"pullRequest":%s' "$SHOWCALLER_PULL_REQUEST" ;;
  esac
  printf '}'
  if [ -n "${SHOWCALLER_ARTIFACT_DIGEST:-}" ]; then
    printf ',"artifact":{"digest":%s' "$(quoted "$SHOWCALLER_ARTIFACT_DIGEST")"
    field purl "${SHOWCALLER_ARTIFACT_PURL:-}"
    printf '}'
  fi
  field configRevision "${SHOWCALLER_CONFIG_REVISION:-}"
  field identifier "${SHOWCALLER_IDENTIFIER:-}"
  field source "$SHOWCALLER_SOURCE"
  field requestedBy "${SHOWCALLER_REQUESTED_BY:-}"
  [ "${SHOWCALLER_DRY_RUN:-}" != true ] || printf ',"dryRun":true'
  printf '}'
)
# The run tells a second attempt from a repeated request.
run=${CI_JOB_ID:-${GITHUB_RUN_ID:+$GITHUB_RUN_ID.${GITHUB_RUN_ATTEMPT:-1}}}
run=${run:-${BUILD_TAG:-$(now).$$}}
key=${SHOWCALLER_IDEMPOTENCY_KEY:-$(printf '%s|%s' "$run" "$request" | cksum | tr ' ' -)-$(printf '%s' "$run" | tr -c 'A-Za-z0-9._-' - | cut -c1-100)}

printf '%s' "$request" >"$work/request"
: >"$work/flat"
status=PENDING
started=$(now)
pause=1
while :; do
  send -X POST -H 'Content-Type: application/json' -H "Idempotency-Key: $key" --data-binary "@$work/request" "$base$path?wait=20s"
  case $code in 2??) break ;; esac
  temporary || refused
  [ $(($(now) - started)) -lt "$SHOWCALLER_RETRY_SECONDS" ] || unreachable
  pause "$pause"
  [ "$pause" -ge 16 ] || pause=$((pause * 2))
done

location=$(header location)
flatten "$work/body" >"$work/flat"
[ -n "$location" ] || location=$base$path/$(read_field id)
# The gate may know itself by another name than it was asked by; the token goes to the one that was asked only.
location=$origin$(printf '%s' "$location" | sed 's|^[A-Za-z][A-Za-z0-9+.-]*://[^/]*||')

shown=
failing=
while :; do
  if [ -z "$failing" ]; then
    status=$(read_field status)
    # A proxy's page is no answer of the gate.
    case $status in PENDING | ALLOW | BLOCK | NEEDS_APPROVAL | INCONCLUSIVE) ;; *) unreachable ;; esac
    if [ "$status" != "$shown" ] && [ "$status" != PENDING ]; then explain; fi
    shown=$status
    case $status in
      ALLOW) finish ALLOW 0 ;;
      BLOCK) finish BLOCK 1 ;;
      INCONCLUSIVE)
        tier=$(read_field tier)
        if [ "$missing" = closed ] || [ "$tier" = production ]; then finish INCONCLUSIVE 1; fi
        say "Showcaller: too little is known to say yes or no; going on, for $SHOWCALLER_ENVIRONMENT is no production."
        finish INCONCLUSIVE 0
        ;;
    esac
  fi
  if [ $(($(now) - started)) -ge "$SHOWCALLER_WAIT_SECONDS" ]; then
    [ "$status" = NEEDS_APPROVAL ] || unreachable
    say "Showcaller: nobody approved within $SHOWCALLER_WAIT_SECONDS s. Run this job again after the approval."
    finish NEEDS_APPROVAL 2
  fi
  pause "$SHOWCALLER_POLL_SECONDS"
  send "$location"
  case $code in
    200)
      failing=
      flatten "$work/body" >"$work/flat"
      ;;
    *)
      temporary || refused
      failing=yes
      ;;
  esac
done
