import { Content, Header, Page } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import type { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import Grid, { type GridSize } from '@material-ui/core/Grid';

/** Which widgets are shown, in this order, and how many of twelve columns each takes. */
const PLACES: Array<{ widget: string; columns: GridSize }> = [
  { widget: 'HomePageSearchBar', columns: 12 },
  { widget: 'GettingStarted', columns: 8 },
  { widget: 'HomePageStarredEntities', columns: 4 },
];

/** A calm first page: search, what this is, and one's own entities. */
export function HomeLayout({ widgets }: HomePageLayoutProps) {
  const config = useApi(configApiRef);

  return (
    <Page themeId="home">
      <Header
        title={config.getOptionalString('app.title') ?? 'Showcaller'}
        subtitle={config.getOptionalString('organization.name')}
      />
      <Content>
        <Grid container>
          {PLACES.map(place => {
            const found = widgets.find(widget => widget.name === place.widget);
            return found ? (
              <Grid key={place.widget} item xs={12} md={place.columns}>
                {found.component}
              </Grid>
            ) : undefined;
          })}
        </Grid>
      </Content>
    </Page>
  );
}
