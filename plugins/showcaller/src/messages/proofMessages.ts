/** Strings of checking a proof of the audit log. */
export const proofMessages = {
  check: 'Check the proof',
  checkOf: 'Check the proof of entry {{seq}}',
  again: 'Check again',
  fetching: 'Fetching the proof',
  failed: 'Could not get the proof: {{reason}}',
  where: 'Computed in this browser, not by the portal.',
  key: 'Key of the log',
  keyAdvice: 'Compare it with the key that is kept outside this portal.',
  details: 'How it was checked',
  canonical: 'Bytes of the entry (RFC 8785)',
  siblings: 'Siblings from the leaf to the root',
  checkpoint: 'Signed checkpoint',
  leaf: 'Leaf hash',
  root: 'Root',
  published: 'Also written to {{places}}',
  copy: 'Copy the {{what}}',
} as const;
