import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { EvidenceKind } from '@showcaller/backstage-plugin-showcaller-common';
import { globPattern, isPlain, namePattern } from './globPattern';

const KEY = 'showcaller.evidence.artifacts';
const MAX_RULES = 50;
const MAX_PATTERN = 500;
const NAME = /^[\w.:/ -]{1,60}$/;

/** What is taken of the files of an artifact where a rule does not say it. */
const usualFiles: Record<EvidenceKind, string> = {
  junit: '**/*.xml',
  coverage:
    '**/{cobertura*.xml,coverage*.xml,jacoco*.xml,*.info,coverage-summary.json}',
  benchmark: '**/*.json',
  sarif: '**/*.{sarif,sarif.json}',
  sbom: '**/{bom.json,sbom.json,*.bom.json,*.sbom.json,*.cdx.json,*.spdx.json}',
  attestation: '**/{*.sigstore,*.sigstore.json,attestation.json}',
};

/** Which files of which artifacts are documents of which kind. */
export interface ArtifactRule {
  kind: EvidenceKind;
  /** Over the name of an artifact. */
  artifact: RegExp;
  /** Over the path of a file in it. */
  file: RegExp;
  /** Beginning of the names of the documents, instead of the artifact's name. */
  name?: string;
  /** Whether the rule can match several artifacts, or several files. */
  several: { artifacts: boolean; files: boolean };
}

/**
 * Reads `showcaller.evidence.artifacts`. None when it is absent: nothing is then fetched.
 *
 * @throws InputError that names the entry and what is wrong with it
 */
export function readArtifactRules(config: Config): ArtifactRule[] {
  const entries = config.getOptionalConfigArray(KEY) ?? [];
  if (entries.length > MAX_RULES) {
    throw new InputError(
      `${KEY} has ${entries.length} entries; ${MAX_RULES} are the most`,
    );
  }
  return entries.map((entry, index) => readRule(entry, `${KEY}[${index}]`));
}

function readRule(entry: Config, key: string): ArtifactRule {
  const kind = entry.getString('kind');
  if (!isKind(kind)) {
    throw new InputError(
      `${key}.kind is '${kind}'; it must be one of ${Object.keys(
        usualFiles,
      ).join(', ')}`,
    );
  }
  const artifact = entry.getString('artifact');
  const file = entry.getOptionalString('file') ?? usualFiles[kind];
  for (const [field, text] of Object.entries({ artifact, file })) {
    if (text === '' || text.length > MAX_PATTERN) {
      throw new InputError(
        `${key}.${field} must have 1 to ${MAX_PATTERN} characters`,
      );
    }
  }
  const name = entry.getOptionalString('name');
  if (name !== undefined && !NAME.test(name)) {
    throw new InputError(
      `${key}.name is '${name}'; it must have 1 to 60 letters, digits, spaces or . : / _ -`,
    );
  }
  return {
    kind,
    artifact: namePattern(artifact),
    file: globPattern(file),
    name,
    several: { artifacts: !isPlain(artifact), files: !isPlain(file) },
  };
}

function isKind(text: string): text is EvidenceKind {
  return Object.hasOwn(usualFiles, text);
}
