import { useTheme } from '@material-ui/core/styles';
import { useMemo } from 'react';
import { seriesColours, type ChartPalette } from './chartPalette';

/** The colours of the current theme for charts; never write a colour elsewhere. @public */
export function useChartPalette(): ChartPalette {
  const { palette } = useTheme();
  return useMemo(
    () => ({
      ...seriesColours[palette.type],
      text: palette.text.primary,
      textSubtle: palette.text.secondary,
      grid: palette.divider,
      background: palette.background.paper,
    }),
    [palette],
  );
}
