import { renderInTestApp } from '@backstage/test-utils';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Disclosure } from './Disclosure';
import { RelativeTime } from './RelativeTime';

describe('RelativeTime', () => {
  it('is absolute on paper, where nobody can hover', async () => {
    await renderInTestApp(<RelativeTime time="2026-11-20T13:02:00Z" />);
    const shown = screen.getByText(/ago$|^in /);
    fireEvent(window, new Event('beforeprint'));
    expect(shown).toHaveTextContent(/2026, \d\d:02:00/);
    fireEvent(window, new Event('afterprint'));
    expect(shown).toHaveTextContent(/ago$|^in /);
  });
});

describe('Disclosure', () => {
  it('opens and closes', async () => {
    await renderInTestApp(<Disclosure summary="Requests">POST</Disclosure>);
    const toggle = screen.getByRole('button', { name: 'Requests' });
    expect(screen.queryByText('POST')).not.toBeInTheDocument();
    await userEvent.click(toggle);
    expect(toggle).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText('POST')).toBeInTheDocument();
  });

  it('is open on paper, and as it was afterwards', async () => {
    await renderInTestApp(<Disclosure summary="Requests">POST</Disclosure>);
    fireEvent(window, new Event('beforeprint'));
    expect(screen.getByText('POST')).toBeInTheDocument();
    fireEvent(window, new Event('afterprint'));
    expect(screen.queryByText('POST')).not.toBeInTheDocument();
  });
});
