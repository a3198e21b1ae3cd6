/** Strings of a policy file that is shown. */
export const policyTextMessages = {
  decided: 'This line decided:',
  matched: 'Held too:',
  whole_one: 'Show {{count}} more line of the file',
  whole_other: 'Show {{count}} more lines of the file',
} as const;
