import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { CopyableCode } from '../components/CopyableCode';
import { showcallerReactTranslationRef } from '../translation';
import { annotationYaml } from './annotationYaml';
import { StateFrame } from './StateFrame';

/** @public */
export interface EmptyStateProps {
  title: string;
  /** Why there is nothing, and what will fill it. */
  children: ReactNode;
  /** Annotations to add, with an example value each. */
  annotations?: Record<string, string>;
  /** Where the documentation says more. */
  readMoreUrl?: string;
}

/** Why it is empty, the annotation that fills it with a copy button, and a link to the documentation. @public */
export function EmptyState(props: EmptyStateProps) {
  const { title, children, annotations, readMoreUrl } = props;
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  return (
    <StateFrame tone="neutral" title={title} role="status">
      <Typography component="div">{children}</Typography>
      {annotations && (
        <>
          <Typography variant="body2">{t('empty.annotation')}</Typography>
          <CopyableCode
            code={annotationYaml(annotations)}
            label={t('empty.copy')}
          />
        </>
      )}
      {readMoreUrl && (
        <Typography>
          <Link to={readMoreUrl}>{t('empty.readMore')}</Link>
        </Typography>
      )}
    </StateFrame>
  );
}
