import { render, screen } from '@testing-library/react';
import App from './App';

const environment = process.env;

describe('App', () => {
  beforeEach(() => {
    // What the bundler puts there in a build; the app reads its configuration from it.
    process.env = {
      ...environment,
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'Showcaller', baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        },
      ],
    } as unknown as NodeJS.ProcessEnv;
    jest
      .spyOn(global, 'fetch')
      .mockResolvedValue(new Response(undefined, { status: 401 }));
  });

  afterEach(() => {
    process.env = environment;
    jest.restoreAllMocks();
  });

  it('starts and asks who is there', async () => {
    render(App.createRoot());

    expect(
      await screen.findByRole('button', { name: 'Enter' }, { timeout: 20_000 }),
    ).toBeInTheDocument();
  }, 30_000);
});
