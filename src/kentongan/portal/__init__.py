"""The reporter's pages. Without models, without script; never imports the desk."""
