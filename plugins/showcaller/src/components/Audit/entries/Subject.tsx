import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { decisionRouteRef } from '../../../routes';
import { useTabLink } from '../../shared/useTabLink';
import { isEntityRef, subjectLink, subjectWords } from './subjectLink';

/** What an entry is about, with a link to its page where it has one. */
export function Subject(props: { subject: string }) {
  const { subject } = props;
  const decision = useRouteRef(decisionRouteRef);
  const tab = useTabLink();
  const link = subjectLink(subject);
  const words = <span title={subject}>{subjectWords(subject)}</span>;
  switch (link?.to) {
    case 'decision':
      return <Link to={decision({ id: link.id })}>{words}</Link>;
    case 'bundle':
      return <Link to={`${tab('policies')}/${link.hash}`}>{words}</Link>;
    case 'model':
      return <Link to={tab('model', { model: link.hash })}>{words}</Link>;
    case 'entity':
      return <EntityRefLink entityRef={link.ref} />;
    default:
      return words;
  }
}

/** Who did it: a person of the catalog, or the name of a service. */
export function Actor(props: { actor: string }) {
  const { actor } = props;
  return isEntityRef(actor) ? (
    <EntityRefLink entityRef={actor} hideIcon />
  ) : (
    <>{actor}</>
  );
}
