import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { formatAbsolute, formatClock } from '../text';
import { showcallerReactTranslationRef } from '../translation';

/** When what is shown was true: `as of 14:02 GMT+1`, with the date on hover. @public */
export function AsOf(props: { time: Date; refreshing?: boolean }) {
  const { time, refreshing } = props;
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  return (
    <Typography
      variant="caption"
      color="textSecondary"
      title={formatAbsolute(time.toISOString())}
    >
      {t('asOf', { time: formatClock(time) })}
      {refreshing && ` · ${t('refreshing')}`}
    </Typography>
  );
}
