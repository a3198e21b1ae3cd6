import { Payload } from '@showcaller/backstage-plugin-showcaller-node';

/** Names under which a webhook's metadata may carry a token. */
const NAMES = ['showcallerToken', 'token'];
const HIDDEN = '***';

/** The token in the metadata; undefined where there is none, and for what is no JSON. */
export function bodyToken(body: Buffer): string | undefined {
  const metadata = read(body)?.child('metadata');
  return NAMES.map(name => metadata?.text(name)).find(Boolean);
}

/** The body with stars in place of the token; as it is where there is none. */
export function withoutBodyToken(body: Buffer): Buffer {
  if (bodyToken(body) === undefined) {
    return body;
  }
  const value = JSON.parse(body.toString()) as {
    metadata: Record<string, unknown>;
  };
  for (const name of NAMES.filter(one => Object.hasOwn(value.metadata, one))) {
    value.metadata[name] = HIDDEN;
  }
  return Buffer.from(JSON.stringify(value));
}

function read(body: Buffer): Payload | undefined {
  try {
    return Payload.parse(body);
  } catch {
    // Whoever sent it cannot be known by a token inside; what is wrong with it is said when it is mapped.
    return undefined;
  }
}
