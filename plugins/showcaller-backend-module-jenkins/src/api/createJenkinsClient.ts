import {
  retryAfter,
  VendorClient,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { JenkinsInstance } from './readJenkinsConfig';

/** Requests to one Jenkins, as one of its users. */
export function createJenkinsClient(options: {
  instance: JenkinsInstance;
  timeoutMs?: number;
  now?: () => Date;
}): VendorClient {
  const { instance, ...more } = options;
  const { name, baseUrl, username, apiToken } = instance;
  const basic = Buffer.from(`${username}:${apiToken}`).toString('base64');
  return VendorClient.create({
    ...more,
    vendor: `Jenkins ${name}`,
    baseUrl,
    headers: async () => ({
      authorization: `Basic ${basic}`,
      accept: 'application/json',
      'user-agent': 'showcaller',
    }),
    advice: {
      401: 'The user or API token of showcaller.jenkins.instances is wrong',
      403: 'The user of showcaller.jenkins.instances may not read this job',
      404: 'There is no such job, or the user of showcaller.jenkins.instances may not see it',
    },
    readLimit: ({ status, headers, now }) =>
      status >= 300 ? retryAfter(headers, now) : undefined,
  });
}

/** `/job/folder/job/name`, of a full name such as `folder/name`. */
export function jobPath(fullName: string): string {
  return fullName
    .split('/')
    .map(part => `/job/${encodeURIComponent(part)}`)
    .join('');
}
