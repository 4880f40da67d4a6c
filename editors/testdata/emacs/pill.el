;;; What somebody does with a pill that has mistakes, in Emacs with Eglot.  -*- lexical-binding: t -*-
;; Writes what is seen to the file $REPORT, as JSON.

(require 'cl-lib)
(require 'json)
(require 'eglot)

(defvar report nil)

(defun tell (name value)
  "Report VALUE as NAME."
  (push (cons name value) report))

(defun await (what holds)
  "Wait for WHAT until the function HOLDS returns something, and return that."
  (let ((start (float-time)) value)
    (while (not (setq value (funcall holds)))
      (when (> (- (float-time) start) 45)
        (error "Waited in vain for %s" what))
      (accept-process-output nil 0.02))
    value))

(defun go (line text)
  "Go to the first place of TEXT in LINE."
  (goto-char (point-min))
  (forward-line (1- line))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun line ()
  "Return the text of the line."
  (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

(defun findings ()
  "Return those of the buffer, as pilllint --format concise has them."
  (mapcar
   (lambda (d)
     (goto-char (flymake-diagnostic-beg d))
     (let ((text (replace-regexp-in-string "\\`pilllint \\(\\[.*?]\\): \\(.*\\)" "\\2 \\1" (flymake-diagnostic-text d)))
           (severity (cdr (assq (flymake-diagnostic-type d)
                                '((eglot-error . "error") (eglot-warning . "warning") (eglot-note . "info"))))))
       (format "%d:%d: %s: %s" (line-number-at-pos) (1+ (current-column)) severity text)))
   (sort (flymake-diagnostics) (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))

(defun visit ()
  (find-file "cloud66_web_server.pill")
  (tell 'mode (symbol-name major-mode))
  ;; There is no keyboard, after whose commands it would be run.
  (run-hooks 'post-command-hook)
  (await "the server" #'eglot-current-server)
  (await "findings" #'flymake-diagnostics)
  (tell 'findings (vconcat (findings)))

  (go 17 "stop_signals")
  (let (hover)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq hover text)))
    (tell 'hover (substring-no-properties (await "a hover" (lambda () hover)))))

  (go 7 "stack_path")
  (call-interactively #'xref-find-definitions)
  (tell 'definition (line))

  (go 12 "process")
  (end-of-line)
  (insert "\n    process.supplem")
  (completion-at-point)
  (await "an attribute" (lambda () (string-match-p "supplementary_groups" (line))))
  (tell 'completed (line))
  (delete-region (line-beginning-position) (1+ (line-end-position)))

  (go 6 "\"cloud66")
  (cl-letf (((symbol-function 'completing-read) (lambda (&rest _) "Set stop_grace_time to 51 seconds"))
            (last-nonmenu-event ?\r)) ; the keyboard, not the mouse
    (call-interactively #'eglot-code-actions))
  (go 15 "51.seconds")
  (save-buffer)
  (await "no findings" (lambda () (not (flymake-diagnostics)))))

(setq debug-on-error nil
      make-backup-files nil)
(condition-case failure
    (visit)
  (error (tell 'failure (format "%S\n%s" failure (with-current-buffer "*Messages*" (buffer-string))))))
(with-temp-file (getenv "REPORT")
  (insert (json-encode report)))
(kill-emacs)
