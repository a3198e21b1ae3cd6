import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import GetAppIcon from '@material-ui/icons/GetApp';
import PrintIcon from '@material-ui/icons/Print';
import type { GateDecisionDetail } from '@showcaller/backstage-plugin-showcaller-common';
import { showcallerTranslationRef } from '../../../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      '@media print': { display: 'none' },
    },
  }),
  { name: 'ShowcallerDecisionPageActions' },
);

/** Takes the page along: on paper, or as the data that it is made of. */
export function PageActions(props: { detail: GateDecisionDetail }) {
  const { detail } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <div className={classes.root}>
      <Button
        size="small"
        startIcon={<PrintIcon />}
        onClick={() => window.print()}
      >
        {t('decision.print')}
      </Button>
      <Button
        size="small"
        startIcon={<GetAppIcon />}
        onClick={() => download(detail)}
      >
        {t('decision.json')}
      </Button>
    </div>
  );
}

function download(detail: GateDecisionDetail): void {
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(detail, undefined, 2)], {
      type: 'application/json',
    }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = `decision-${detail.decision.id}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
