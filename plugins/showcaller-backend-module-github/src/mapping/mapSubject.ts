import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import { MappingContext, predicateOf } from './MappingContext';

/** Which part of a payload an event is about, and what it is called in types and ids. */
export interface SubjectOfEvent {
  /** Letters and digits, as the types of custom events want it. */
  subject: string;
  /** Field of the object it is about; the payload itself when absent. */
  within?: string;
  /** Field with its id. */
  id: string;
  /** Field with the commit it is about. */
  sha?: string;
}

/**
 * A mapper of an event that CDEvents has no word for and that no fold needs yet: it is kept with its kind, what
 * happened, when, and to what.
 */
export function mapSubject(about: SubjectOfEvent) {
  const { subject, within, id, sha } = about;
  return (context: MappingContext): CdEvent[] => {
    context.requireRepository();
    const { action, payload, repository } = context;
    const part = within === undefined ? payload : payload.requireChild(within);
    return [
      context.event([subject, predicateOf(action)], {
        subjectId: `${repository}#${subject}-${part.requireId(id)}`,
        content: {},
        at: part.time('updated_at') ?? part.time('created_at'),
        sha: sha && part.text(sha),
      }),
    ];
  };
}
