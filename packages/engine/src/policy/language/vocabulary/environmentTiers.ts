/** Other words for the tiers of `env`. */
const tierOf: ReadonlyMap<string, string> = new Map([
  ['prod', 'production'],
  ['prd', 'production'],
  ['live', 'production'],
  ['stage', 'staging'],
  ['stg', 'staging'],
  ['dev', 'development'],
  ['qa', 'test'],
]);

/** The tier that a word of `env` means. @public */
export function policyTierOf(word: string): string {
  return tierOf.get(word) ?? word;
}

/** Every word for a tier, its own name first. */
export function spellingsOfTier(tier: string): string[] {
  const aliases = [...tierOf].flatMap(([word, of]) =>
    of === tier ? [word] : [],
  );
  return [tier, ...aliases];
}
