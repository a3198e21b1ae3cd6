import { createHash } from 'node:crypto';

/** A UUID-shaped hash (version 8, RFC 9562) of its parts: the same parts always give the same id. @public */
export function uuidOf(...parts: string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest();
  hash[6] = 0x80 + (hash[6] % 0x10);
  hash[8] = 0x80 + (hash[8] % 0x40);
  const hex = hash.toString('hex', 0, 16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
