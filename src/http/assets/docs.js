// Kept in a file: the page's policy allows no inline script. validatorUrl is off so that nothing leaves the intranet.
window.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'list',
  persistAuthorization: false,
  validatorUrl: null,
})
