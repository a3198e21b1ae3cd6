import { z } from 'zod';

/*
 * The parts of SARIF 2.1.0 (OASIS) that are read; what else a document says may be anything. Numbers in comments are
 * sections of the standard.
 */

const short = z.string().max(2_000);
const level = z.enum(['none', 'note', 'warning', 'error']);

/** 3.49 */
const rule = z.object({
  id: short,
  defaultConfiguration: z.object({ level: level.optional() }).optional(),
  properties: z
    .object({
      'security-severity': z
        .union([z.string().max(20), z.number()])
        .optional()
        .catch(undefined),
    })
    .optional(),
});

/** 3.19 */
const toolComponent = z.object({
  name: short,
  version: short.optional(),
  semanticVersion: short.optional(),
  rules: z.array(rule).max(50_000).default([]),
});

const text = z.object({ text: z.string().optional() });

/** 3.28 */
const location = z.object({
  physicalLocation: z
    .object({
      artifactLocation: z.object({ uri: short.optional() }).optional(),
      region: z
        .object({
          startLine: z.number().int().min(1).optional(),
          snippet: text.optional(),
        })
        .optional(),
    })
    .optional(),
});

/** 3.27 */
export const sarifResult = z.object({
  ruleId: short.optional(),
  ruleIndex: z.number().int().min(-1).optional(),
  rule: z
    .object({
      id: short.optional(),
      index: z.number().int().min(-1).optional(),
      toolComponent: z
        .object({ index: z.number().int().min(-1).optional() })
        .optional(),
    })
    .optional(),
  kind: short.optional(),
  level: level.optional(),
  message: z.object({ text: z.string().optional(), id: short.optional() }),
  locations: z.array(location).default([]),
  fingerprints: z.record(short, short).optional(),
  partialFingerprints: z.record(short, short).optional(),
  suppressions: z.array(z.object({ status: short.optional() })).optional(),
  baselineState: short.optional(),
});

/** 3.14; results are checked one by one, so that the first that is wrong is named and a hundred thousand are not kept twice. */
const run = z.object({
  tool: z.object({
    driver: toolComponent,
    extensions: z.array(toolComponent).max(1_000).default([]),
  }),
  results: z.array(z.unknown()).nullish(),
});

/** 3.13 */
export const sarifLog = z.object({
  version: z.literal('2.1.0'),
  runs: z.array(run).max(200),
});

export type SarifRule = z.infer<typeof rule>;
export type SarifRun = z.infer<typeof run>;
export type SarifResult = z.infer<typeof sarifResult>;
