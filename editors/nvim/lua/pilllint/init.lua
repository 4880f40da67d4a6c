-- What holds in all versions of Neovim: the settings, and which files are meant.
local M = {}

local defaults = {
  cmd = { "pilllint", "lsp" },
  filetypes = { "pill", "ruby", "eruby", "jinja", "yaml" },
  -- The client shows units itself: see lens.lua.
  init_options = { showsUnits = true },
}

-- config returns the settings, with those of g:pilllint.
function M.config()
  return vim.tbl_deep_extend("force", defaults, vim.g.pilllint or {})
end

-- mentions tells whether a buffer's text has a word in it.
local function mentions(bufnr, word)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false)) do
    if line:find(word, 1, true) then
      return true
    end
  end
  return false
end

-- How the names of pills end, and of files that may be some.
local pills = { "%.pill$", "%.pill%.erb$", "%.pill%.j2$", "%.pill%.jinja2?$" }
local perhaps = { "%.rb$", "%.erb$", "%.j2$", "%.jinja2?$" }

-- ends tells whether a name ends like one of these.
local function ends(name, patterns)
  for _, pattern in ipairs(patterns) do
    if name:find(pattern) then
      return true
    end
  end
  return false
end

-- wants tells whether a buffer is the server's business: a pill, whatever its
-- type is set to, a Cloud 66 manifest, or pilllint's own configuration.
function M.wants(bufnr)
  if vim.bo[bufnr].buftype ~= "" then
    return false
  end
  local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ":t")
  if vim.bo[bufnr].filetype == "pill" or ends(name, pills) then
    return true
  end
  if name:find("^manifest%.ya?ml$") or name:find("^%.pilllint%.ya?ml$") then
    return true
  end
  return ends(name, perhaps) and mentions(bufnr, "Bluepill.application")
end

-- root returns the folder whose pills belong together: the one with the
-- configuration, or else the repository; nil if there is neither, as for a pill
-- that lies about alone.
function M.root(bufnr)
  local file = vim.api.nvim_buf_get_name(bufnr)
  for _, markers in ipairs({ { ".pilllint.yml", ".pilllint.yaml" }, { ".git" } }) do
    local folder, last = vim.fn.fnamemodify(file, ":p:h"), nil
    while folder ~= last do
      for _, marker in ipairs(markers) do
        if (vim.uv or vim.loop).fs_stat(folder .. "/" .. marker) then
          return folder
        end
      end
      folder, last = vim.fn.fnamemodify(folder, ":h"), folder
    end
  end
end

local complained = false

-- found tells whether the server can be started. If not the user is told, once.
function M.found(cmd)
  if type(cmd) ~= "table" or vim.fn.executable(cmd[1]) == 1 then
    return true
  end
  if not complained then
    complained = true
    vim.notify(
      cmd[1] .. " is not installed, so pills are not checked; see :checkhealth pilllint",
      vim.log.levels.WARN
    )
  end
  return false
end

return M
