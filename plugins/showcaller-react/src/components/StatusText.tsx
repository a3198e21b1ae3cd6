import type { StatusWord } from '../text';
import { ToneText } from './ToneText';

/** A status as the word it has in the tables of words, e.g. `deploymentStatusWords`. @public */
export function StatusText(props: { word: StatusWord }) {
  const { label, tone } = props.word;
  return <ToneText tone={tone}>{label}</ToneText>;
}
