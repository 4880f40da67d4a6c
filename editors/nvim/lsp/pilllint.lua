-- The configuration for Neovim 0.11 and later. vim.lsp.config("pilllint", …)
-- adds to it, and overrules it.
local pilllint = require("pilllint")

return vim.tbl_extend("force", pilllint.config(), {
  root_dir = function(bufnr, start)
    if pilllint.wants(bufnr) and pilllint.found(vim.lsp.config.pilllint.cmd) then
      start(pilllint.root(bufnr))
    end
  end,
})
