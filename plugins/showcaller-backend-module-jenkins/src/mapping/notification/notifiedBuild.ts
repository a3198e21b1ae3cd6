import { Payload } from '@showcaller/backstage-plugin-showcaller-node';

/** The build of a notification, as Jenkins' API would tell it. Who broke it, and what it logged, is left out. */
export function notifiedBuild(build: Payload): Payload {
  const scm = build.child('scm');
  const tests = build.child('test_summary');
  const parameters = build.child('parameters');
  const commit = scm?.text('commit');
  return Payload.of({
    number: build.number('number') ?? build.requireId('number'),
    url: build.text('full_url'),
    actions: [
      ...(commit === undefined
        ? []
        : [
            {
              lastBuiltRevision: {
                SHA1: commit,
                branch: [{ name: scm?.text('branch') }],
              },
              remoteUrls: [scm?.text('url')],
            },
          ]),
      {
        parameters: parameters?.fieldNames().map(name => ({
          name,
          value: parameters.text(name),
        })),
      },
      ...(tests === undefined
        ? []
        : [
            {
              urlName: 'testReport',
              totalCount: tests.number('total') ?? 0,
              failCount: tests.number('failed') ?? 0,
              skipCount: tests.number('skipped') ?? 0,
            },
          ]),
    ],
  });
}
