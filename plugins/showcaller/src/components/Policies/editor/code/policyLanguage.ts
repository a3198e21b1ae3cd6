import { EditorState, type Extension } from '@codemirror/state';
import { completionsAt, type PolicyCompletions } from './completions';

/** What the editor tells of the place where words are to be completed. */
interface CompletionPlace {
  state: EditorState;
  pos: number;
  /** Somebody asked for it, and is not just typing. */
  explicit: boolean;
}

/** Words may go on like this without asking again. */
const GOES_ON = /^[\w.]*$/;

function complete(
  place: CompletionPlace,
): (PolicyCompletions & { validFor: RegExp }) | null {
  const { state, pos, explicit } = place;
  const found = completionsAt(state.doc.toString(), pos);
  if (!found || found.options.length === 0) {
    return null;
  }
  const isTyping = pos > found.from || state.sliceDoc(pos - 1, pos) === '"';
  return explicit || isTyping ? { ...found, validFor: GOES_ON } : null;
}

const data = [{ commentTokens: { line: '#' }, autocomplete: complete }];

/** Comments and completion of policies. */
export const policyLanguage: Extension = EditorState.languageData.of(
  () => data,
);
