import { useSearchParams } from 'react-router-dom';

/** Windows to choose from; the middle one is chosen where the address says nothing. */
export const feedbackDays = [30, 90, 365] as const;

const NAME = 'feedback';
const DEFAULT = feedbackDays[1];

/** The window of the feedback on decisions, in the address. */
export function useFeedbackDays(): [number, (days: number) => void] {
  const [params, setParams] = useSearchParams();
  const asked = Number(params.get(NAME));
  const days = feedbackDays.find(one => one === asked) ?? DEFAULT;
  const choose = (next: number) => {
    setParams(
      previous => {
        const changed = new URLSearchParams(previous);
        if (next === DEFAULT) {
          changed.delete(NAME);
        } else {
          changed.set(NAME, `${next}`);
        }
        return changed;
      },
      { replace: true },
    );
  };
  return [days, choose];
}
