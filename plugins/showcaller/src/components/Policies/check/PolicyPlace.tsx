import { useTranslationRef } from '@backstage/frontend-plugin-api';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import type { PolicyLocation } from '@showcaller/engine/policy';
import { showcallerTranslationRef } from '../../../translation';

const useStyles = makeStyles(
  theme => ({
    place: {
      fontFamily: 'monospace',
      fontSize: 'inherit',
      verticalAlign: 'baseline',
    },
    link: {
      color: theme.palette.link,
      '&:hover, &:focus-visible': { textDecoration: 'underline' },
    },
  }),
  { name: 'ShowcallerPolicyPlace' },
);

/** `gate.policy:3:12`; in the editor it leads there. */
export function PolicyPlace(props: {
  location: PolicyLocation;
  onShow?: (location: PolicyLocation) => void;
}) {
  const { location, onShow } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const words = `${location.file}:${location.line}:${location.column}`;
  return onShow ? (
    <ButtonBase
      disableRipple
      className={`${classes.place} ${classes.link}`}
      aria-label={t('policies.problems.goTo', { place: words })}
      onClick={() => onShow(location)}
    >
      {words}
    </ButtonBase>
  ) : (
    <span className={classes.place}>{words}</span>
  );
}
