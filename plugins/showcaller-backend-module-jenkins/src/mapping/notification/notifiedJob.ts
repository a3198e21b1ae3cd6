import {
  webAddress,
  type Payload,
} from '@showcaller/backstage-plugin-showcaller-node';

const DEFAULT_INSTANCE = 'default';

/** A configured instance, as far as builds are told by its address. */
export interface KnownInstance {
  name: string;
  baseUrl: string;
}

/** `folder/name`: the plugin tells the last part as the name, and all of them in the address of the job. */
export function fullNameOf(payload: Payload): string {
  const address =
    payload.text('url') ?? payload.child('build')?.text('url') ?? '';
  const names = [...address.matchAll(/(?:^|\/)job\/([^/]+)/g)].map(([, name]) =>
    decoded(name),
  );
  return names.length > 0 ? names.join('/') : payload.requireText('name');
}

/** The instance whose address the build has. Of one only, it is that; without any, the default. */
export function instanceOf(build: Payload, instances: KnownInstance[]): string {
  if (instances.length === 0) {
    return DEFAULT_INSTANCE;
  }
  const address = build.text('full_url') ?? '';
  const found = instances.find(({ baseUrl }) =>
    address.startsWith(baseUrl.replace(/\/*$/, '/')),
  );
  if (!found && instances.length > 1) {
    throw new Error(
      `The payload has no build.full_url below the address of one of showcaller.jenkins.instances: ${
        address || 'it is empty, set the Jenkins URL in its settings'
      }`,
    );
  }
  return (found ?? instances[0]).name;
}

/** Address of the job: that of the build without its number. */
export function jobAddress(build: Payload): string | undefined {
  return webAddress(build.text('full_url')?.replace(/[^/]+\/*$/, ''));
}

/** `owner/repo` of the address of a git repository, lower case. */
export function repositoryOf(url: string | undefined): string | undefined {
  const path =
    /^(?:[a-z+]+:\/\/(?:[^@/]*@)?[^/]+\/|[^@/\s]+@[^:/\s]+:)(.+)$/i.exec(
      url?.trim() ?? '',
    )?.[1];
  const name = path?.replace(/\/+$/, '').replace(/\.git$/i, '');
  return name && /^[\w.~-]+(\/[\w.~-]+)+$/.test(name)
    ? name.toLowerCase()
    : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
