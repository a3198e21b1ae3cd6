/** A refusal whose message is a reason for people. */
export class Refusal extends Error {}

export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(0, 1_000);
}
