import type { PolicyFact, PolicyFacts } from '@showcaller/engine/policy';
import type { PolicyFactSource, PolicySubject } from '../types';

/** How long a decision waits for what is known. */
export const FACTS_DEADLINE_MS = 3000;

function isKnown(fact: PolicyFact | undefined): boolean {
  return fact !== undefined && 'value' in fact;
}

/** Every path that is spelt out gets the reason; of a prefix nobody knows which paths there would have been. */
function allMissing(source: PolicyFactSource, reason: string): PolicyFacts {
  return Object.fromEntries(
    source.paths
      .filter(path => !path.endsWith('*'))
      .map(path => [path, { missingReason: reason, source: source.id }]),
  );
}

async function readWithin(options: {
  source: PolicyFactSource;
  subject: PolicySubject;
  deadlineMs: number;
}): Promise<PolicyFacts> {
  const { source, subject, deadlineMs } = options;
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<PolicyFacts>(resolve => {
    timer = setTimeout(() => {
      resolve(
        allMissing(
          source,
          `${source.id} gave no answer within ${deadlineMs / 1000} s`,
        ),
      );
      controller.abort();
    }, deadlineMs);
  });
  try {
    const answer = source.read(subject, controller.signal);
    // Whoever is late may still fail; nobody waits for that any more.
    answer.catch(() => undefined);
    return await Promise.race([answer, deadline]);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return allMissing(source, `${source.id} failed: ${message}`);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Asks all sources at once, each up to the deadline; one that fails or is late takes nothing from the others. Of two that
 * tell the same path the first that knows it counts.
 */
export async function collectFacts(options: {
  sources: readonly PolicyFactSource[];
  subject: PolicySubject;
  deadlineMs?: number;
}): Promise<PolicyFacts> {
  const { sources, subject, deadlineMs = FACTS_DEADLINE_MS } = options;
  const answers = await Promise.all(
    sources.map(source => readWithin({ source, subject, deadlineMs })),
  );
  const facts: Record<string, PolicyFact> = Object.create(null);
  for (const answer of answers) {
    for (const [path, fact] of Object.entries(answer)) {
      if (!isKnown(facts[path]) && (isKnown(fact) || !(path in facts))) {
        facts[path] = fact;
      }
    }
  }
  return facts;
}
