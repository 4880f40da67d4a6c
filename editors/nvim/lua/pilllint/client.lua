-- Starting and stopping the server by hand, and before Neovim 0.11 at all.
local pilllint = require("pilllint")

local M = {}

-- clients returns the running clients of ours: those of a buffer, if one is
-- named.
function M.clients(bufnr)
  local all = vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients()
  return vim.tbl_filter(function(client)
    return client.name == "pilllint" and (not bufnr or vim.lsp.buf_is_attached(bufnr, client.id))
  end, all)
end

-- stop ends a server, by force if need be.
local function stop(client, force)
  if vim.fn.has("nvim-0.11") == 1 then
    client:stop(force)
  else
    client.stop(force)
  end
end

-- attach is for versions that have no vim.lsp.start, and leave more to be done.
local function attach(bufnr, id)
  vim.lsp.buf_attach_client(bufnr, id)
  for option, use in pairs({ omnifunc = "v:lua.vim.lsp.omnifunc", tagfunc = "v:lua.vim.lsp.tagfunc" }) do
    if vim.bo[bufnr][option] == "" then
      vim.bo[bufnr][option] = use
    end
  end
end

-- launch starts a server for a buffer, or attaches it to one that runs.
local function launch(bufnr, config)
  if vim.lsp.start then
    vim.api.nvim_buf_call(bufnr, function()
      vim.lsp.start(config)
    end)
    return
  end
  for _, client in ipairs(M.clients()) do
    if client.config.root_dir == config.root_dir then
      return attach(bufnr, client.id)
    end
  end
  attach(bufnr, vim.lsp.start_client(config))
end

-- start lets a buffer have the server, if it is the server's business.
function M.start(bufnr)
  local config = vim.deepcopy(vim.lsp.config and vim.lsp.config.pilllint or pilllint.config())
  config.name = "pilllint"
  if not pilllint.wants(bufnr) or not pilllint.found(config.cmd) then
    return
  end
  if type(config.root_dir) == "function" then -- it is ours, or the user's own
    config.root_dir(bufnr, function(root)
      config.root_dir = root
      launch(bufnr, config)
    end)
    return
  end
  config.root_dir = config.root_dir or pilllint.root(bufnr)
  launch(bufnr, config)
end

-- A server has this long to end by itself.
local patience = 3000

-- restart stops what runs, and starts it again with the settings of now, in the
-- buffers that had it and in those that would have liked to.
function M.restart()
  for _, client in ipairs(M.clients()) do
    stop(client)
  end
  local waited = 0
  local function again()
    local left = M.clients()
    if #left == 0 then
      for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
        if vim.api.nvim_buf_is_loaded(bufnr) then
          M.start(bufnr)
        end
      end
      return
    end
    waited = waited + 50
    if waited == patience then
      for _, client in ipairs(left) do
        stop(client, true)
      end
    end
    vim.defer_fn(again, 50)
  end
  again()
end

return M
