/** Strings of the audit browser. */
export const auditMessages = {
  what: 'the audit log',
  empty: {
    title: 'Nothing is in the log yet',
    text: 'Each decision, approval, activation of policies, promotion of a model and other change is written here at once. Let a deployment arrive, and its decision is the first entry.',
  },
  verify: {
    start: 'Check all entries now',
    running: 'Being checked',
    progress: 'Progress of the check',
    failed: 'Could not start the check: {{reason}}',
  },
  growth: {
    failed:
      'Whether the log was only added to since your last visit could not be checked: {{reason}}',
    forget: 'Begin anew from the log of today',
  },
  export: {
    start: 'Export (JSON lines)',
    fetching: 'Exporting',
    hint: 'Every entry as it was written, one a line. That you export it is an entry too.',
    failed: 'Could not export: {{reason}}',
  },
  offline: {
    title: 'How to check it without this portal',
    steps:
      'Export the log, take the checkpoints from where they are written outside the database, and run the script of the repository, which needs nothing but Node. It names the first entry that is not what was written.',
    copy: 'Copy the command',
    noKey:
      'No checkpoints are configured, so there is no key to check against: set showcaller.audit.checkpoints.',
  },
  filters: {
    title: 'Filter the entries',
    any: 'Any',
    action: 'What was done',
    actor: 'By whom',
    subject: 'About',
    entityRef: 'Entity',
    from: 'From',
    to: 'Before',
    clear: 'Clear the filters',
    examples: {
      actor: 'user:default/jane',
      subject: 'decision:01K…',
      entityRef: 'component:default/payments-api',
    },
  },
  entries: {
    what: 'the entries',
    caption: 'Entries of the audit log, newest first',
    seq: 'No.',
    at: 'When',
    actor: 'By whom',
    action: 'What was done',
    subject: 'About',
    entity: 'Entity',
    open: 'Open entry {{seq}}: {{action}}',
    emptyTitle: 'No entry is like that',
    empty:
      'The filters look for exact values. Clear one of them, or copy the value from another entry.',
  },
  entry: {
    what: 'the entry',
    title: 'Entry {{seq}}',
    close: 'Close',
    notFoundTitle: 'There is no such entry',
    notFound: 'The log has no entry {{seq}}.',
    request: 'Request',
    leaf: 'Leaf hash',
    erased: 'Erased; the entry still holds the digest of what was written.',
    canonical: 'The entry as it was written',
    canonicalHint:
      'Canonical JSON (RFC 8785). The leaf hash is SHA-256 over a zero byte and these bytes (RFC 6962).',
    copy: 'Copy the canonical entry',
    sameSubject: 'All about the same',
    sameActor: 'All by the same',
  },
} as const;
