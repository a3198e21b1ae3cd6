#!/bin/sh
# Uploads one document of a revision: upload-evidence.sh junit reports/junit.xml unit
# Kinds: junit, coverage, benchmark, sarif, sbom, attestation.
# Needs BACKSTAGE_URL, SHOWCALLER_TOKEN, REPOSITORY (owner/repo), SHA; ATTEMPT is 1 when absent.
# ARTIFACT (sha256:…) says which artifact an sbom or an attestation is about.
set -eu

kind=$1
file=$2
name=${3:-default}
artifact=${ARTIFACT:+&artifact=$ARTIFACT}

curl --fail-with-body --silent --show-error --retry 3 \
  --request POST \
  --header "Authorization: Bearer $SHOWCALLER_TOKEN" \
  --header 'Content-Type: application/octet-stream' \
  --data-binary "@$file" \
  "$BACKSTAGE_URL/api/showcaller/evidence/$kind?repository=$REPOSITORY&sha=$SHA&name=$name&attempt=${ATTEMPT:-1}${artifact:-}"
echo
