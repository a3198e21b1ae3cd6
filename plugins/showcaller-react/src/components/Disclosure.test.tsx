import { renderInTestApp } from '@backstage/test-utils';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Disclosure } from './Disclosure';

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
