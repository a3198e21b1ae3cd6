#!/bin/sh
# Uploads every document in a folder of unpacked artifacts of a run, by its name: upload-artifacts.sh <folder>
# What a webhook tells of artifacts is their name, not what is in them: fetch them first, with
#   gh run download "$RUN_ID" --dir artifacts            # GitHub
#   glab ci artifact "$REF" "$JOB" --path artifacts      # GitLab
#   unzip, as Jenkins' copyArtifacts leaves them         # Jenkins
# Needs what upload-evidence.sh needs. Goes on after a document that is refused, and fails at the end.
set -u

folder=$1
here=$(dirname "$0")
failed=0

# upload <kind> <pattern of names>…
upload() {
  kind=$1
  shift
  for pattern in "$@"; do
    list=$(find "$folder" -type f -name "$pattern" | sort)
    while IFS= read -r file; do
      [ -n "$file" ] || continue
      # Documents of different folders are different documents.
      name=$(printf '%s' "${file#"$folder"/}" | tr -c 'A-Za-z0-9.:/_-' '_' | tail -c 100)
      printf '%s: ' "$file"
      "$here/upload-evidence.sh" "$kind" "$file" "$name" || failed=1
    done <<EOF
$list
EOF
  done
}

upload junit 'junit*.xml' 'TEST-*.xml'
upload coverage 'cobertura*.xml' 'jacoco*.xml' 'lcov.info' 'coverage-summary.json'
upload sarif '*.sarif'
upload sbom 'bom.json' '*.cdx.json' '*.spdx.json'
upload attestation '*.sigstore.json' '*.sigstore'
exit "$failed"
