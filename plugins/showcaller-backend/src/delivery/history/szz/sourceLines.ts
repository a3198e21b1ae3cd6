import { isTestFile } from '@showcaller/engine/risk';

const HASH = /^\s*#/;
const SLASHES = /^\s*(\/\/|\/\*|\*\/|\*(\s|$))/;
const DASHES = /^\s*--/;
const MARKUP = /^\s*(<!--|-->)/;

/** What a comment line looks like, by the extension (or name) of a file. Files of any other are not source. */
const COMMENTS: Array<[RegExp, string[]]> = [
  [
    SLASHES,
    'c cc cpp cs cxx dart go groovy h hh hpp java js jsx kt kts m mjs cjs mm php proto rs scala scss swift ts tsx cts mts gradle less css'.split(
      ' ',
    ),
  ],
  [
    HASH,
    'bash pl pm py r rb sh zsh ex exs jl yaml yml toml tf hcl cfg conf ini properties rego dockerfile makefile mk'.split(
      ' ',
    ),
  ],
  [DASHES, 'sql lua hs elm'.split(' ')],
  [/^\s*;/, 'clj cljs el lisp scm'.split(' ')],
  [/^\s*%/, 'erl hrl tex'.split(' ')],
  [MARKUP, 'html xml vue svelte xhtml jsp'.split(' ')],
];
const commentOf = new Map(
  COMMENTS.flatMap(([pattern, names]) =>
    names.map((name): [string, RegExp] => [name, pattern]),
  ),
);

/** Written by a program, or by somebody else: faults are not introduced there. */
const FOREIGN =
  /(^|\/)(vendor|node_modules|third_party|dist|generated|gen|mocks?)\/|(\.pb\.go|_pb2(_grpc)?\.py|[._-]generated\.[a-z]+|\.min\.(js|css))$|(^|\/)zz_generated|(^|\/)(mock_[^/]+|package-lock\.json|pnpm-lock\.yaml)$/i;

/** The pattern of comment lines of a source file; undefined for tests, generated files, and what is no source. */
export function commentPattern(path: string): RegExp | undefined {
  if (FOREIGN.test(path) || isTestFile(path)) {
    return undefined;
  }
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return commentOf.get(extension) ?? commentOf.get(name.split('.')[0]);
}

/** Whether a line holds code: neither blank, nor a bracket alone, nor a comment. */
export function isCode(line: string, comment: RegExp): boolean {
  return /[\p{L}\p{N}]/u.test(line) && !comment.test(line);
}
