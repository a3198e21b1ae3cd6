import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { CopyButton } from '../components/CopyButton';
import { showcallerReactTranslationRef } from '../translation';
import { annotationYaml } from './annotationYaml';
import { StateFrame } from './StateFrame';

const useStyles = makeStyles(
  theme => ({
    code: {
      display: 'flex',
      alignItems: 'flex-start',
      width: '100%',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.default,
    },
    pre: {
      flex: 1,
      margin: 0,
      padding: theme.spacing(1.5),
      overflowX: 'auto',
    },
  }),
  { name: 'ShowcallerEmptyState' },
);

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
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const yaml = annotations && annotationYaml(annotations);
  return (
    <StateFrame tone="neutral" title={title} role="status">
      <Typography component="div">{children}</Typography>
      {yaml && (
        <>
          <Typography variant="body2">{t('empty.annotation')}</Typography>
          <div className={classes.code}>
            <pre className={classes.pre}>
              <code>{yaml}</code>
            </pre>
            <CopyButton text={yaml} label={t('empty.copy')} />
          </div>
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
