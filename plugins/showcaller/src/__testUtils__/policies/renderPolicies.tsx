import type { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { createPlatformApi } from '../platformApi';
import { renderPart } from '../renderPart';
import type { PolicyApi } from './policyApi';

/** Renders what stands at `/showcaller/policies`, at a path below it. */
export function renderPolicies(
  element: ReactElement,
  options: { api: PolicyApi; path?: string; denied?: string[] },
) {
  const { api, path = '', denied } = options;
  return renderPart(
    <Routes>
      <Route path="/showcaller/policies/*" element={element} />
    </Routes>,
    {
      api: createPlatformApi({ policies: api }),
      search: `showcaller/policies${path}`,
      denied,
    },
  );
}
