import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { usePrefersReducedMotion } from '../charts/usePrefersReducedMotion';
import { showcallerReactTranslationRef } from '../translation';

const useStyles = makeStyles(
  theme => ({
    '@keyframes showcallerPulse': {
      '0%, 100%': { opacity: 1 },
      '50%': { opacity: 0.45 },
    },
    root: { display: 'grid', gap: theme.spacing(1.5), width: '100%' },
    line: {
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.action.disabledBackground,
      height: theme.spacing(2.5),
    },
    pulse: { animation: '$showcallerPulse 1.6s ease-in-out infinite' },
  }),
  { name: 'ShowcallerLoadingSkeleton' },
);

const WIDTHS = ['60%', '90%', '75%', '85%', '50%'];

/** @public */
export interface LoadingSkeletonProps {
  /** What is being loaded, e.g. `the risk of payments-api`. */
  what: string;
  /** Default 4. */
  lines?: number;
}

/** Grey lines in the place of what is coming. @public */
export function LoadingSkeleton(props: LoadingSkeletonProps) {
  const classes = useStyles();
  const still = usePrefersReducedMotion();
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const lineClass = still ? classes.line : `${classes.line} ${classes.pulse}`;
  return (
    <div
      role="progressbar"
      aria-label={t('loading', { what: props.what })}
      className={classes.root}
    >
      {Array.from({ length: props.lines ?? 4 }, (_, index) => (
        <div
          key={index}
          className={lineClass}
          style={{ width: WIDTHS[index % WIDTHS.length] }}
        />
      ))}
    </div>
  );
}
