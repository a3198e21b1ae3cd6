/** Strings of the policy editor. */
export const policyEditorMessages = {
  editor: {
    what: 'the policy editor',
    startsFrom: '← Starts from bundle {{name}}',
    textOf: 'Text of {{path}}',
    readOnly:
      'You may look and not change: saving needs the permission {{permission}}, which the platform team grants.',
    unsaved:
      'There are changes that are not saved. This browser keeps them until you save or discard them.',
    restored: 'They were made',
    save: 'Save as a bundle',
    saveTitle: 'Save as a bundle',
    saveEffect:
      'It is stored and decides nothing yet: you try it on the past, propose it, and somebody else activates it.',
    saveWithErrors:
      'It has errors. It is stored so that you can go on later, and can neither be proposed nor decide.',
    comment: 'What it changes',
    nothing: 'Nothing is changed yet.',
    discard: 'Discard the changes',
    showDiff: 'Show what changes',
    hideDiff: 'Hide what changes',
  },
  vocabulary: {
    title: 'Words you can use',
    search: 'Search paths, functions, actions',
    count_one: '{{count}} word.',
    count_other: '{{count}} words.',
    press: 'A press writes it where the cursor is.',
    insert: 'Insert {{name}}',
    kinds: { path: 'value', action: 'action', function: 'function' },
  },
} as const;
