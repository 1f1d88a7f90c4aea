import { api } from './settings.js';

/* The page of the HTTP API: everything that it needs comes from this node. */
globalThis.SwaggerUIBundle({
  url: `${api}/v1/openapi.json`,
  dom_id: '#contract',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  filter: true,
  validatorUrl: null,
  withCredentials: true,
});
