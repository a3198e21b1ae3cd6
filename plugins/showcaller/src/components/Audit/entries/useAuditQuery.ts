import { useSearchParams } from 'react-router-dom';
import {
  changeAuditQuery,
  parseAuditQuery,
  type AuditQuery,
} from './auditQuery';

/** Changes what the address says. */
export type ChangeAuditQuery = (changes: Partial<AuditQuery>) => void;

/** What the address says to show. Opening an entry can be undone with the browser's back button, filtering replaces. */
export function useAuditQuery(): [AuditQuery, ChangeAuditQuery] {
  const [params, setParams] = useSearchParams();
  return [
    parseAuditQuery(params),
    changes =>
      setParams(current => changeAuditQuery(current, changes), {
        replace: changes.entry === undefined,
      }),
  ];
}
