import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { showcallerReactTranslationRef } from '../translation';
import { CopyButton } from './CopyButton';

const useStyles = makeStyles(
  {
    root: { display: 'inline-flex', alignItems: 'center', gap: 4 },
    text: { fontFamily: 'monospace' },
  },
  { name: 'ShowcallerCopyableText' },
);

/** @public */
export interface CopyableTextProps {
  /** What it is, for the button's name, e.g. `model hash`. */
  what: string;
  /** What is copied. */
  text: string;
  /** What is shown; the text itself by default. */
  shown?: string;
}

/** A value in fixed width with a copy button. @public */
export function CopyableText(props: CopyableTextProps) {
  const { what, text, shown } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  return (
    <span className={classes.root}>
      <span className={classes.text} title={text}>
        {shown ?? text}
      </span>
      <CopyButton text={text} label={t('copy.action', { what })} />
    </span>
  );
}
