import { useTabLink } from '../shared/useTabLink';

/** Makes links to the pages about policies. */
export function usePolicyLinks(): {
  overview: () => string;
  bundle: (hash: string) => string;
  /** The editor, starting from a bundle; from the active one by default. */
  editor: (from?: string) => string;
} {
  const tab = useTabLink();
  const overview = () => tab('policies');
  return {
    overview,
    bundle: hash => `${overview()}/${encodeURIComponent(hash)}`,
    editor: from =>
      `${overview()}/edit${from ? `?from=${encodeURIComponent(from)}` : ''}`,
  };
}
