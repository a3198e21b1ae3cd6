import { usePermission } from '@backstage/plugin-permission-react';
import { showcallerIngestReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import {
  ErrorState,
  ForbiddenState,
  LoadingSkeleton,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { ReactNode } from 'react';

/** Shows its children to those who may see the machine room, and the others who can let them in. */
export function RequireIngestRead(props: {
  what: string;
  children: ReactNode;
}) {
  const { what, children } = props;
  const permission = showcallerIngestReadPermission;
  const { loading, allowed, error } = usePermission({ permission });
  if (loading) {
    return <LoadingSkeleton what={what} />;
  }
  if (error) {
    return <ErrorState what={what} error={error} />;
  }
  return allowed ? (
    <>{children}</>
  ) : (
    <ForbiddenState what={what} permission={permission.name} />
  );
}
