-- What the plugin does beside pills: types of files, help, health, settings.
package.path = os.getenv("DRIVE") .. "/?.lua;" .. package.path
local drive = require("drive")
local await, tell = drive.await, drive.tell

local notes = {}
vim.notify = function(text)
  table.insert(notes, text)
end

-- colour returns the group of the syntax at the first place of a text in a line.
local function colour(line, text)
  return vim.fn.synIDattr(vim.fn.synID(line, vim.fn.getline(line):find(text, 1, true), 1), "name")
end

drive.run(function()
  -- Which files have the server.
  local served = {}
  for _, name in ipairs({
    "user_listener.pill",
    "shebang.pill",
    "shop.pill.erb",
    "shop.pill.j2",
    "user_mailman.rb",
    "manifest.yml",
    ".pilllint.yml",
  }) do
    vim.cmd("edit " .. name)
    await("the server for " .. name, drive.client)
    served[name] = vim.bo.filetype
  end
  for _, name in ipairs({ "other.rb", "other.yml", "other.html.erb" }) do
    vim.cmd("edit " .. name)
  end
  tell("servers", #require("pilllint.client").clients())
  vim.cmd("buffer shop.pill.erb")
  tell(
    "template",
    await("findings in the template", function()
      return #drive.findings() > 0 and drive.findings()
    end)
  )
  vim.cmd("buffer user_mailman.rb")
  tell(
    "ruby",
    await("findings in Ruby", function()
      return #drive.findings() > 0 and drive.findings()
    end)
  )

  for _, name in ipairs({ "other.rb", "other.yml", "other.html.erb" }) do
    vim.cmd("buffer " .. name) -- by now it would have one
    served[name] = vim.bo.filetype .. (drive.client() and " served" or "")
  end
  tell("served", served)

  -- How they look, and are typed.
  vim.cmd("syntax on")
  vim.cmd("edit! user_listener.pill")
  vim.cmd("normal! Go# pilllint:ignore relative-path -- why not")
  tell("colours", {
    comment = colour(1, "#"),
    ignore = colour(vim.fn.line("$"), "pilllint:ignore"),
    block = colour(3, "process"),
    text = colour(4, "bundle"),
  })
  tell("commentstring", (vim.bo.commentstring:gsub(" ", "")))
  vim.cmd("%delete _")
  drive.type(
    'iBluepill.application("a") do |app|<CR>app.process("b") do |p|<CR>p.daemonize = true<CR>end<CR>end<Esc>'
  )
  tell(
    "indented",
    await("what is typed", function()
      return vim.api.nvim_get_mode().mode == "n"
        and vim.fn.line("$") == 5
        and vim.api.nvim_buf_get_lines(0, 0, -1, false)
    end)
  )
  vim.cmd("edit!")

  -- Help.
  local doc = vim.fn.fnamemodify(vim.api.nvim_get_runtime_file("doc/pilllint.txt", false)[1], ":h")
  vim.cmd("helptags " .. doc)
  for _, topic in ipairs({
    "pilllint",
    ":PilllintRestart",
    ":PilllintShowUnit",
    ":PilllintVerify",
    "g:pilllint",
    "ft-pill",
  }) do
    vim.cmd("help " .. topic)
    assert(vim.fn.expand("%:t") == "pilllint.txt", topic)
  end
  vim.cmd("close")

  -- Units. A loop makes two processes in one place.
  vim.cmd("edit user_pool.pill")
  await("the server for what has units", drive.client)
  drive.go(4, "start_command")
  local offered
  vim.ui.select = function(items, options, take)
    offered = vim.tbl_map(options.format_item, items)
    take(items[2], 2)
  end
  vim.cmd("PilllintShowUnit")
  await("the unit", function()
    return vim.api.nvim_buf_get_name(0):find("pilllint://", 1, true)
  end)
  tell("offered", offered)
  tell("unit", {
    vim.api.nvim_buf_get_name(0),
    vim.bo.filetype,
    table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n"),
  })
  vim.cmd("close")
  drive.go(1, "Bluepill")
  vim.cmd("PilllintShowUnit")
  vim.cmd("edit other.rb")
  vim.cmd("PilllintShowUnit")
  await("a word on where there is no process, and no server", function()
    return #notes == 2
  end)
  tell("notes", notes)

  vim.cmd("checkhealth pilllint")
  tell("health", vim.api.nvim_buf_get_lines(0, 0, -1, false))
end)
