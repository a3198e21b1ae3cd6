/** A parsed payload. */
export type Json = Record<string, unknown>;

/** Every path to a field of an object. */
export function pathsOf(value: unknown, path: string[] = []): string[][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, field]) => [
        [...path, key],
        ...pathsOf(field, [...path, key]),
      ])
    : [];
}

/** A copy in which one field was replaced, or removed when the replacement is undefined. */
export function replaced(
  payload: Json,
  path: string[],
  replacement: unknown,
): Json {
  const copy = structuredClone(payload);
  let parent: Json = copy;
  for (const key of path.slice(0, -1)) {
    parent = parent[key] as Json;
  }
  const [last] = path.slice(-1);
  if (replacement === undefined) {
    delete parent[last];
  } else {
    parent[last] = replacement;
  }
  return copy;
}

/** A copy in which everybody, wherever a payload can name somebody, is one person. */
export function withPerson(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withPerson);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const person = {
    ...('email' in value && { email: 'jane.doe@example.com' }),
    ...('username' in value && { username: 'jane-doe' }),
    ...('login' in value && {
      login: 'jane-doe',
      html_url: 'https://github.com/jane-doe',
      avatar_url: 'https://avatars.example.com/jane-doe',
    }),
    ...('email' in value && 'name' in value && { name: 'Jane Doe' }),
  };
  return {
    ...Object.fromEntries(
      Object.entries(value).map(([key, field]) => [key, withPerson(field)]),
    ),
    ...person,
  };
}
