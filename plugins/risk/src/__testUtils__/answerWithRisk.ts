import { sampleEntityRisk } from './sampleRisk';

/** Answers HTTP requests as a backend that knows the latest risk of the sample and nothing else. */
export async function answerWithRisk(
  input: RequestInfo | URL,
): Promise<Response> {
  const known = /\/risk\/entities\/[^?]*\/payments-api$/.test(String(input));
  return new Response(
    JSON.stringify(
      known ? sampleEntityRisk() : { error: { name: 'NotFoundError' } },
    ),
    {
      status: known ? 200 : 404,
      headers: { 'content-type': 'application/json' },
    },
  );
}
