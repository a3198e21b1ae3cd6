import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import { screen } from '@testing-library/react';
import { destinations } from './destinations';
import { GettingStarted } from './GettingStarted';
import { HomeLayout } from './HomeLayout';

function widget(name: string): HomePageLayoutProps['widgets'][number] {
  return {
    name,
    component: <p>{name}</p>,
  } as HomePageLayoutProps['widgets'][number];
}

describe('the home page', () => {
  it('shows the widgets it has a place for, in its own order', () => {
    renderInTestApp(
      <HomeLayout
        widgets={[
          widget('HomePageStarredEntities'),
          widget('HomePageRandomJoke'),
          widget('GettingStarted'),
        ]}
      />,
    );
    expect(
      screen
        .getAllByText(/^(HomePage|GettingStarted)/)
        .map(element => element.textContent),
    ).toEqual(['GettingStarted', 'HomePageStarredEntities']);
  });

  it('leads from each question to the page that answers it', () => {
    renderInTestApp(<GettingStarted />);
    for (const { page, path, question } of destinations) {
      expect(
        screen.getByText(new RegExp(question.replace('?', '\\?'))),
      ).toBeInTheDocument();
      expect(screen.getByRole('link', { name: page })).toHaveAttribute(
        'href',
        path,
      );
    }
  });
});
