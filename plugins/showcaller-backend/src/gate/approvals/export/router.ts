import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { showcallerGateExportPermission } from '@showcaller/backstage-plugin-showcaller-common';
import type { Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Knex } from 'knex';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { AuditAppender } from '../../../audit/types';
import { timestamp } from '../../../database/timestamp';
import { callerOf } from '../../../http/callerOf';
import type { EntityAccess } from '../../../http/EntityAccess';
import { parseInput } from '../../../http/paging';
import { withAudit } from '../../../http/withAudit';
import type { DecisionReport, ReportRange } from './DecisionReport';

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_DAYS = 400;
const WANTED =
  'must be a day such as 2026-10-01, or a time such as 2026-10-01T12:00:00Z';

const time = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], { error: WANTED })
  .transform(value => timestamp(value));
const querySchema = z.strictObject({
  from: time,
  to: time,
  format: z.enum(['csv', 'json'], { error: 'must be csv or json' }),
  entityRef: z
    .string()
    .regex(
      /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/,
      'must be a full entity reference, such as component:default/payments-api',
    )
    .transform(ref => ref.toLowerCase())
    .optional(),
});

const TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
};

/** The report over decisions, mounted at `/gate/export`. */
export function createExportRouter(options: {
  report: DecisionReport;
  access: EntityAccess;
  auditor: AuditorService;
  audit: AuditAppender;
  knex: Knex;
  logger: LoggerService;
}): Router {
  const { report, access, auditor, audit, knex, logger } = options;
  const router = PromiseRouter();

  router.get('/', async (request, response) => {
    const credentials = await access.require(
      request,
      showcallerGateExportPermission,
    );
    const { format, ...range } = parseRange(request.query);
    await withAudit(
      auditor,
      {
        eventId: 'gate-export',
        severityLevel: 'medium',
        request,
        meta: { format, ...range },
      },
      async () => {
        // First: who has the report is on record, also when they break off.
        await knex.transaction(tx =>
          audit.append(
            {
              actor: callerOf(credentials),
              action: 'gate.exported',
              subject: 'decisions',
              entityRef: range.entityRef,
              data: { format, from: range.from, to: range.to },
            },
            tx,
          ),
        );
        await send(report[format](range), { response, format, range, logger });
      },
    );
  });

  return router;
}

function parseRange(query: unknown): ReportRange & { format: 'csv' | 'json' } {
  const parsed = parseInput(querySchema, query, 'query');
  const days = (Date.parse(parsed.to) - Date.parse(parsed.from)) / DAY_MS;
  if (days <= 0) {
    throw new InputError('query.to: must be after query.from; it is exclusive');
  }
  if (days > MOST_DAYS) {
    throw new InputError(
      `query.to: a report is over at most ${MOST_DAYS} days; this is ${Math.ceil(
        days,
      )}. Ask for several.`,
    );
  }
  return parsed;
}

/** Writes as fast as it is read. A failure on the way cuts the connection, so that half a report is not taken for a whole one. */
async function send(
  pieces: AsyncGenerator<string>,
  options: {
    response: Response;
    format: 'csv' | 'json';
    range: ReportRange;
    logger: LoggerService;
  },
): Promise<void> {
  const { response, format, range, logger } = options;
  const name = `decisions-${range.from.slice(0, 10)}-${range.to.slice(0, 10)}`;
  response.setHeader('Content-Type', TYPES[format]);
  response.setHeader(
    'Content-Disposition',
    `attachment; filename="${name}.${format}"`,
  );
  response.setHeader('Cache-Control', 'no-store');
  try {
    await pipeline(Readable.from(pieces), response);
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    if (!response.headersSent) {
      throw cause;
    }
    logger.error('A report over decisions broke off', cause);
    response.destroy();
  }
}
