import { RangeSetBuilder, type Extension } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';
import {
  policyTokens,
  type PolicyToken,
  type PolicyTokenKind,
} from '@showcaller/engine/policy';

const marks = new Map<PolicyTokenKind, Decoration>();

/** Name of the class that a kind of word has in the editor. */
export function tokenClass(kind: PolicyTokenKind): string {
  return `cm-policy-${kind}`;
}

function markOf(kind: PolicyTokenKind): Decoration {
  let mark = marks.get(kind);
  if (!mark) {
    mark = Decoration.mark({ class: tokenClass(kind) });
    marks.set(kind, mark);
  }
  return mark;
}

class Highlighter {
  decorations: DecorationSet;
  #tokens: PolicyToken[];

  constructor(view: EditorView) {
    this.#tokens = policyTokens(view.state.doc.toString());
    this.decorations = this.#visible(view);
  }

  update(update: ViewUpdate): void {
    if (update.docChanged) {
      this.#tokens = policyTokens(update.state.doc.toString());
    }
    if (update.docChanged || update.viewportChanged) {
      this.decorations = this.#visible(update.view);
    }
  }

  #visible(view: EditorView): DecorationSet {
    const builder = new RangeSetBuilder<Decoration>();
    const { from, to } = view.viewport;
    for (const { start, end, kind } of this.#tokens) {
      if (end > from && start < to) {
        builder.add(start, end, markOf(kind));
      }
    }
    return builder.finish();
  }
}

/** Marks the words of the visible text by what they are; the whole text is cut into words once per change. */
export const policyHighlighting: Extension = ViewPlugin.define(
  view => new Highlighter(view),
  { decorations: highlighter => highlighter.decorations },
);
