import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
import type { IncidentReport } from './foldIncident';

const TABLE = 'incident_report';

interface ReportRow {
  id: string;
  incident_id: string;
  kind: IncidentReport['kind'];
  occurred_at: string;
  content: string;
}

/** What was told of incidents. */
export class DatabaseReportStore {
  static create(): DatabaseReportStore {
    return new DatabaseReportStore();
  }

  private constructor() {}

  /** A report that is there already takes the new content. */
  async put(reports: IncidentReport[], tx: Knex): Promise<void> {
    const rows = new Map(
      reports.map((report): [string, ReportRow] => [
        report.id,
        {
          id: report.id,
          incident_id: report.incidentId,
          kind: report.kind,
          occurred_at: report.occurredAt,
          content: JSON.stringify(report.content),
        },
      ]),
    );
    for (const chunk of chunksOf([...rows.values()])) {
      await tx(TABLE).insert(chunk).onConflict('id').merge();
    }
  }

  /** By incident. */
  async list(
    incidentIds: string[],
    tx: Knex,
  ): Promise<Map<string, IncidentReport[]>> {
    const reports = new Map<string, IncidentReport[]>();
    for (const chunk of chunksOf(incidentIds)) {
      const rows = await tx<ReportRow>(TABLE).whereIn('incident_id', chunk);
      for (const row of rows) {
        const ofIncident = reports.get(row.incident_id) ?? [];
        reports.set(row.incident_id, ofIncident);
        ofIncident.push({
          id: row.id,
          incidentId: row.incident_id,
          kind: row.kind,
          occurredAt: row.occurred_at,
          content: JSON.parse(row.content),
        });
      }
    }
    return reports;
  }
}
